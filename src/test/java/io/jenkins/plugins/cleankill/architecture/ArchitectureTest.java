package io.jenkins.plugins.cleankill.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.cleankill";
    private static final String BROKEN = ROOT + ".architecture.broken";

    /** For each rule, the class among the deliberately broken ones that breaks it. */
    private static final Map<String, String> BREAKERS = Map.ofEntries(
            Map.entry("drawing of the engine", "ValueThatPlans"),
            Map.entry("drawing of the Jenkins side", "AgentThatKnowsASkin"),
            Map.entry("root package", "HomelessManager"),
            Map.entry("cycles", "PlanThatReadsAValue"),
            Map.entry("circles", "WatchThatKnowsItsTask"),
            Map.entry("no Jenkins", "EngineThatKnowsJenkins"),
            Map.entry("JNA", "NativePlan"),
            Map.entry("files of /proc", "NativeFile"),
            Map.entry("callables", "TaskOfASkin"),
            Map.entry("optional Pipeline", "ExtensionThatNeedsPipeline"),
            Map.entry("Support Core", "PageThatNeedsSupportCore"),
            Map.entry("Metrics", "PageThatNeedsMetrics"),
            Map.entry("Configuration as Code", "PageThatNeedsConfigurationAsCode"),
            Map.entry("clock", "SleepyTermination"),
            Map.entry("stacks", "SleepyTermination"),
            Map.entry("logging", "TalkativeEngine"),
            Map.entry("names", "HomelessManager"));

    private static final Rules OF_THE_CODE = new Rules(ROOT);
    private static final Rules OF_THE_BROKEN = new Rules(BROKEN);

    @TestFactory
    Stream<DynamicTest> theCodeKeeps() {
        JavaClasses code = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT);
        return OF_THE_CODE.all().entrySet().stream()
                .map(rule -> dynamicTest(rule.getKey(), () -> rule.getValue().check(code)));
    }

    @TestFactory
    Stream<DynamicTest> aBrokenClassBreaks() {
        JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);
        return OF_THE_BROKEN.all().entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(),
                        () -> assertThat(rule.getValue()
                                        .evaluate(broken)
                                        .getFailureReport()
                                        .getDetails())
                                .anyMatch(detail -> detail.contains(BREAKERS.get(rule.getKey())))));
    }

    /** Each of the two builds has packages that the other has not: the command, and the Jenkins side. */
    @Test
    void everyArrowOfTheDrawingsIsNeeded() throws IOException {
        Set<String> needed = new TreeSet<>();
        Set<String> packages = new TreeSet<>();
        for (JavaClass each : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOT)) {
            packages.add("[" + lastPart(each) + "] -->");
            each.getDirectDependenciesFromSelf().stream()
                    .filter(dependency ->
                            dependency.getTargetClass().getPackageName().startsWith(ROOT))
                    .forEach(dependency -> needed.add(arrow(each, dependency.getTargetClass())));
        }

        List<String> drawn = new ArrayList<>();
        for (String drawing : Rules.DRAWINGS) {
            try (InputStream text = ArchitectureTest.class.getResourceAsStream(drawing)) {
                new String(text.readAllBytes(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> packages.contains(line.replaceFirst("-->.*", "-->")))
                        .forEach(drawn::add);
            }
        }

        assertThat(drawn).isNotEmpty().allSatisfy(arrow -> assertThat(needed).contains(arrow));
    }

    private static String arrow(JavaClass from, JavaClass to) {
        return "[" + lastPart(from) + "] --> [" + lastPart(to) + "]";
    }

    private static String lastPart(JavaClass of) {
        return of.getPackageName().substring(of.getPackageName().lastIndexOf('.') + 1);
    }

    @Test
    void everyRuleHasItsBreaker() {
        assertThat(OF_THE_CODE.all().keySet()).isEqualTo(BREAKERS.keySet());
    }
}
