package io.jenkins.plugins.cleankill.pipeline;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.io.Serializable;

/** Puts a block between its steps and their launchers. It survives a restart: it knows its block by the cookie alone. */
final class BlockLauncherDecorator extends LauncherDecorator implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Cookie cookie;

    BlockLauncherDecorator(Cookie cookie) {
        this.cookie = cookie;
    }

    @Override
    public Launcher decorate(Launcher launcher, Node node) {
        return Blocks.find(cookie)
                .map(block -> (Launcher) new BlockLauncher(launcher, block, block.placeOn(node, launcher)))
                .orElse(launcher);
    }
}
