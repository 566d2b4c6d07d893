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

/** The test classes that start processes: they, or classes of the tests that they need, use {@link ProcessBuilder}. */
final class ProcessStarters {

    private static final String ROOT = "io.jenkins.plugins.cleankill";

    private final JavaClasses tests = new ClassFileImporter()
            .withImportOption(new ImportOption.OnlyIncludeTests())
            .importPackages(ROOT);

    /** Their full names, in alphabetical order. */
    List<String> names() {
        return tests.stream()
                .filter(ProcessStarters::isTest)
                .filter(this::startsProcesses)
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
