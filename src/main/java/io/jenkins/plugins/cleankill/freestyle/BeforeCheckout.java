package io.jenkins.plugins.cleankill.freestyle;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.WorkspaceListener;
import io.jenkins.plugins.cleankill.deadbuilds.RemainsNotice;

/** A build of ours has got its workspace, and hears of what dead builds have left on the machine before it checks out. */
@Extension
public final class BeforeCheckout extends WorkspaceListener {

    @Override
    public void beforeUse(AbstractBuild build, FilePath workspace, BuildListener listener) {
        if (BuildSessions.find(build).isPresent()) {
            RemainsNotice.printAndAwait(build.getExecutor(), listener.getLogger());
        }
    }
}
