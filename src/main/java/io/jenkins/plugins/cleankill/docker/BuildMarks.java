package io.jenkins.plugins.cleankill.docker;

import io.jenkins.plugins.cleankill.engine.process.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The marks by which a container is told to be of a block, or of a build. The cookie is a proof. All others are the build's
 * and not the block's, or the workspace's: they count for a container that was created after the block began, and only
 * where no other branch of the build has the same ones.
 *
 * @param cookie the block's
 * @param tag the build's {@code BUILD_TAG}
 * @param otherTags those of the other builds that run
 * @param workspaces the paths of the workspaces that the block has used on the agent
 * @param begun when the block began, by the agent's clock
 * @param age how long ago the block began, for a daemon on another machine
 * @param alone whether no other branch of the build runs
 * @param workspaceIsItsOwn whether no other branch of the build that runs has the block's workspace
 */
record BuildMarks(
        Cookie cookie,
        String tag,
        Set<String> otherTags,
        Set<String> workspaces,
        Instant begun,
        Duration age,
        boolean alone,
        boolean workspaceIsItsOwn) {

    private static final String COMPOSE_FOLDER = "com.docker.compose.project.working_dir";

    /** Docker-workflow and its like hand the whole environment of a step to a container that they end themselves. */
    private static final String OF_THE_WHOLE_ENVIRONMENT = "EXECUTOR_NUMBER";

    BuildMarks {
        otherTags = Set.copyOf(otherTags);
        workspaces = Set.copyOf(workspaces);
    }

    /**
     * What tells that the container is the block's, in words to follow its name; empty if nothing does.
     *
     * @param answer the answer that it is of
     */
    Optional<String> signOf(RunningContainer container, DockerAnswer answer) {
        if (cookie.value().equals(container.environment().get(cookie.variable()))) {
            return Optional.of("its environment carries the cookie");
        }
        if (container.labels().containsValue(cookie.value())) {
            return Optional.of("a label carries the cookie");
        }
        if (isAnothers(container) || isOlder(container, answer)) {
            return Optional.empty();
        }
        return byTag(container).or(() -> answer.onTheAgent() ? byWorkspace(container) : Optional.empty());
    }

    private boolean isOlder(RunningContainer container, DockerAnswer answer) {
        return container
                .created()
                .isBefore(answer.onTheAgent() ? begun : answer.now().minus(age));
    }

    /** Its environment is that of a step outside of the block. */
    private static boolean isAnothers(RunningContainer container) {
        return !Cookie.allIn(container.environment()).isEmpty()
                || container.environment().containsKey(OF_THE_WHOLE_ENVIRONMENT);
    }

    private Optional<String> byTag(RunningContainer container) {
        if (!alone) {
            return Optional.empty();
        }
        if (container.labels().containsValue(tag)) {
            return Optional.of("a label is the build's tag");
        }
        return isNamedAfterTheBuild(container.name()) ? Optional.of("it is named after the build") : Optional.empty();
    }

    private Optional<String> byWorkspace(RunningContainer container) {
        if (!workspaceIsItsOwn) {
            return Optional.empty();
        }
        if (isWithin(container.labels().getOrDefault(COMPOSE_FOLDER, ""))) {
            return Optional.of("Compose started it in the workspace");
        }
        return container.mounted().stream().anyMatch(this::isWithin)
                ? Optional.of("it mounts the workspace")
                : Optional.empty();
    }

    private boolean isWithin(String path) {
        return workspaces.stream()
                .anyMatch(workspace -> isWithin(path, workspace) || isWithin(path, workspace + "@tmp"));
    }

    /** By whole names: {@code /ws/job@2} is not within {@code /ws/job}. */
    private static boolean isWithin(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }

    /** The tag of build 2 of job {@code a-1} begins with that of build 1 of job {@code a}: the longest one counts. */
    private boolean isNamedAfterTheBuild(String name) {
        Predicate<String> isNamedAfter =
                other -> hasWord(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT));
        return isNamedAfter.test(tag)
                && otherTags.stream().noneMatch(other -> other.length() > tag.length() && isNamedAfter.test(other));
    }

    private static boolean hasWord(String text, String word) {
        for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
            int end = at + word.length();
            boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            if (begins && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
