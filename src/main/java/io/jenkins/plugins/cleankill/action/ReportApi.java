package io.jenkins.plugins.cleankill.action;

import hudson.model.Api;
import io.jenkins.plugins.cleankill.reports.ReportStore;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The remote API. In XML the processes are elements with the name that a reader expects. */
public final class ReportApi extends Api {

    private final Api xml;

    ReportApi(CleanKillAction action, ReportStore store) {
        super(action);
        this.xml = new Api(new CleanKill(store));
    }

    /** Jenkins applies a tree by itself only if there is an XPath, too; the document's root is one. */
    @Override
    public void doXml(
            StaplerRequest2 req,
            StaplerResponse2 rsp,
            @QueryParameter String xpath,
            @QueryParameter String wrapper,
            @QueryParameter String tree,
            @QueryParameter int depth)
            throws IOException, ServletException {
        String names = tree == null ? null : tree.replaceAll("\\bprocesses\\b", TerminationForXml.PROCESSES);
        xml.doXml(req, rsp, tree != null && xpath == null ? "/*" : xpath, wrapper, names, depth);
    }

    /** The document; its name is that of its root. */
    @ExportedBean
    public static final class CleanKill {

        private final ReportStore store;

        CleanKill(ReportStore store) {
            this.store = store;
        }

        @Exported
        public List<TerminationForXml> getTerminations() {
            return new TerminationList<>(store.numbers(), number -> new TerminationForXml(store.read(number)));
        }
    }
}
