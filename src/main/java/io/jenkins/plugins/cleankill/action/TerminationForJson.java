package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A termination as {@code api/json} gives it. */
@ExportedBean(defaultVisibility = 2)
public final class TerminationForJson extends TerminationView {

    TerminationForJson(StoredReport stored) {
        super(stored);
    }

    @Exported(name = "processes")
    public List<ProcessView> getAllProcesses() {
        return getProcesses();
    }
}
