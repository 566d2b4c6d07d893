package io.jenkins.plugins.cleankill.action;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.cleankill.engine.process.SafeText;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerEnding;
import io.jenkins.plugins.cleankill.engine.report.ContainersRecord.ContainerRecord;
import io.jenkins.plugins.cleankill.engine.report.Seconds;
import io.jenkins.plugins.cleankill.engine.settings.ContainerPolicy;
import java.time.Duration;
import java.util.List;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The containers that the build has started itself and that still ran at the end. */
@ExportedBean(defaultVisibility = 3)
public final class ContainersView {

    private final ContainersRecord containers;

    ContainersView(ContainersRecord containers) {
        this.containers = containers;
    }

    /** What was to be done about them, as a user writes it. */
    @Exported
    public String getPolicy() {
        return containers.policy().toString();
    }

    /** Where that was set, in the words of the report's file: {@code step}, {@code global}. */
    @Exported
    public String getFrom() {
        return containers.from().toString();
    }

    /** The same for a person. */
    public String getFromText() {
        return ViewText.source(containers.from());
    }

    @Exported
    public List<ContainerView> getFound() {
        return containers.found().stream().map(ContainerView::new).toList();
    }

    /** How they ended, in a sentence. */
    String verdict() {
        int stopped = containers.count(ContainerEnding.STOPPED);
        int left = containers.found().size() - stopped;
        return left == 0 ? Messages.Verdict_containersStopped(stopped) : Messages.Verdict_containersLeft(left);
    }

    /** What was to be done about them, in a sentence. */
    String headline(Duration took) {
        return containers.policy() == ContainerPolicy.STOP
                ? Messages.Containers_stopped(Seconds.tenths(took))
                : Messages.Containers_reported();
    }

    /** One container. Its name and image come from outside. */
    @ExportedBean(defaultVisibility = 4)
    public static final class ContainerView {

        private final ContainerRecord container;

        ContainerView(ContainerRecord container) {
            this.container = container;
        }

        @Exported
        public String getId() {
            return container.id();
        }

        /** The id as {@code docker ps} shows it. */
        public String getShortId() {
            return container.id().substring(0, Math.min(12, container.id().length()));
        }

        @Exported
        public String getName() {
            return SafeText.line(container.name());
        }

        @Exported
        public String getImage() {
            return SafeText.line(container.image());
        }

        /** What tells that it is the build's. */
        @Exported
        public String getSign() {
            return SafeText.line(container.sign());
        }

        /** What became of it, in the words of the report's file: {@code stopped}. */
        @Exported
        public String getEnding() {
            return ViewText.word(container.ending());
        }

        /** Null if it runs, or was removed as it ended. */
        @Exported
        @CheckForNull
        public Long getExitCode() {
            return container.exitCode();
        }

        /** What became of it, for a person. */
        public String getEndingText() {
            return switch (container.ending()) {
                case STOPPED ->
                    container.exitCode() == null
                            ? Messages.Container_stopped()
                            : Messages.Container_stoppedWith(container.exitCode());
                case KEPT -> Messages.Container_kept();
                case LEFT -> Messages.Container_left();
                case UNKNOWN -> Messages.Container_unknown();
            };
        }
    }
}
