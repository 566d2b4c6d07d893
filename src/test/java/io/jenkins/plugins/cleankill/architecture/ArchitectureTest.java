package io.jenkins.plugins.cleankill.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    private static final String ROOT = "io.jenkins.plugins.cleankill";
    private static final String BROKEN = ROOT + ".architecture.broken";

    /** For each rule, the class among the deliberately broken ones that breaks it. */
    private static final Map<String, String> BREAKERS = Map.of(
            "drawing", "ValueThatPlans",
            "root package", "HomelessManager",
            "cycles", "PlanThatReadsAValue",
            "no Jenkins", "EngineThatKnowsJenkins",
            "JNA", "NativePlan",
            "Support Core", "PageThatNeedsSupportCore",
            "Configuration as Code", "PageThatNeedsConfigurationAsCode",
            "clock", "SleepyTermination",
            "logging", "TalkativeEngine",
            "names", "HomelessManager");

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

    @Test
    void everyRuleHasItsBreaker() {
        assertThat(OF_THE_CODE.all().keySet()).isEqualTo(BREAKERS.keySet());
    }
}
