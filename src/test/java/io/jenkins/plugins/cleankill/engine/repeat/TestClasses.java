package io.jenkins.plugins.cleankill.engine.repeat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The test classes, and those that start processes: they, or classes of the tests that they need, use {@link ProcessBuilder}. */
final class TestClasses {

    private static final String ROOT = "io.jenkins.plugins.cleankill";

    private final JavaClasses tests = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    /** The full names of those that start processes, in alphabetical order. */
    List<String> startingProcesses() {
        return namesOf(this::startsProcesses);
    }

    /** The full names of those that are called so. */
    List<String> called(Set<String> simpleNames) {
        return namesOf(test -> simpleNames.contains(test.getSimpleName()));
    }

    private List<String> namesOf(Predicate<JavaClass> wanted) {
        return tests.stream()
                .filter(TestClasses::isTest)
                .filter(wanted)
                .map(JavaClass::getName)
                .sorted()
                .toList();
    }

    private static boolean isTest(JavaClass each) {
        return each.getSimpleName().endsWith("Test")
                && !each.getSimpleName().endsWith("UnderTest")
                && each.isTopLevelClass()
                && !each.getModifiers().contains(JavaModifier.ABSTRACT);
    }

    private boolean startsProcesses(JavaClass test) {
        Set<JavaClass> seen = new HashSet<>(Set.of(test));
        Deque<JavaClass> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Dependency dependency : open.removeFirst().getDirectDependenciesFromSelf()) {
                JavaClass needed = dependency.getTargetClass();
                if (needed.isEquivalentTo(ProcessBuilder.class)) {
                    return true;
                }
                if (tests.contain(needed.getName()) && seen.add(needed)) {
                    open.addLast(needed);
                }
            }
        }
        return false;
    }
}
