package io.jenkins.plugins.cleankill.action;

import io.jenkins.plugins.cleankill.reports.StoredReport;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A termination as {@code api/xml} gives it. */
@ExportedBean(defaultVisibility = 2)
public final class TerminationForXml extends TerminationView {

    /** Stapler names a list's elements by the list's name without its last letter: so they are {@code <process>}. */
    static final String PROCESSES = "processs";

    TerminationForXml(StoredReport stored) {
        super(stored);
    }

    @Exported(name = PROCESSES)
    public List<ProcessView> getAllProcesses() {
        return getProcesses();
    }
}
