package io.jenkins.plugins.cleankill.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.Configuration.consideringOnlyDependenciesInDiagram;
import static com.tngtech.archunit.library.plantuml.rules.PlantUmlArchCondition.adhereToPlantUmlDiagram;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.jenkins.plugins.cleankill.engine.os.Clock;
import java.net.URL;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rules of the architecture, by name, for the code below one root package. */
final class Rules {

    /** The drawings, both below {@code src/test/resources}. */
    static final List<String> DRAWINGS = List.of("/design-engine.puml", "/design-jenkins.puml");

    /** The packages of workflow-api and workflow-durable-task-step; workflow-step-api is always there. */
    private static final String[] OPTIONAL_PIPELINE = {
        "..plugins.workflow.actions..",
        "..plugins.workflow.flow..",
        "..plugins.workflow.graph..",
        "..plugins.workflow.log..",
        "..plugins.workflow.steps.durable_task..",
        "..plugins.workflow.support.."
    };

    private final String root;
    private final String engine;
    private final String cli;

    /** @param root the package that all packages of the drawing are in */
    Rules(String root) {
        this.root = root;
        this.engine = root + ".engine..";
        this.cli = root + ".cli..";
    }

    /** Every rule. None fails because a build leaves out the classes that it is about. */
    Map<String, ArchRule> all() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("drawing of the engine", drawing(DRAWINGS.get(0), resideInAnyPackage(engine, cli)));
        rules.put(
                "drawing of the Jenkins side",
                drawing(
                        DRAWINGS.get(1),
                        resideInAPackage(root + ".(*)..").and(outside(engine)).and(outside(cli))));
        rules.put("root package", rootPackage());
        rules.put("cycles", cycles());
        rules.put("circles", circles());
        rules.put("no Jenkins", noJenkins());
        rules.put("JNA", jna());
        rules.put("files of /proc", filesOfProc());
        rules.put("callables", callables());
        rules.put("optional Pipeline", optionalPipeline());
        rules.put("Support Core", optionalPlugin(".support..", "..com.cloudbees.jenkins.support.."));
        rules.put("Metrics", optionalPlugin(".metrics..", "..jenkins.metrics.."));
        rules.put("Configuration as Code", optionalPlugin(".casc..", "..io.jenkins.plugins.casc.."));
        rules.put("clock", clock());
        rules.put("stacks", stacks());
        rules.put("logging", logging());
        rules.put("names", names());
        rules.replaceAll((name, rule) -> rule.allowEmptyShould(true));
        return rules;
    }

    private static ArchRule drawing(String name, DescribedPredicate<JavaClass> drawn) {
        URL drawing = Objects.requireNonNull(Rules.class.getResource(name), name);
        return classes()
                .that(drawn)
                .should(adhereToPlantUmlDiagram(drawing, consideringOnlyDependenciesInDiagram()))
                .because("src/test/resources" + name + " is the design: one way down, values at the bottom");
    }

    private ArchRule rootPackage() {
        return noClasses().should().resideInAPackage(root).because("what has no concern to belong to has no place yet");
    }

    private ArchRule cycles() {
        return slices().matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .because("a package that can't be read without another that needs it is one package");
    }

    private ArchRule circles() {
        return slices().assignedFrom(topLevelClassesOf("pipeline", "agent", "container", "controller"))
                .should()
                .beFreeOfCycles()
                .because("two classes of which each needs the other can only be read, and changed, together");
    }

    private SliceAssignment topLevelClassesOf(String... packages) {
        DescribedPredicate<JavaClass> within = resideInAnyPackage(
                Stream.of(packages).map(each -> root + "." + each + "..").toArray(String[]::new));
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                return within.test(each)
                        ? SliceIdentifier.of(each.getName().replaceFirst("\\$.*", ""))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "the classes of " + String.join(", ", packages);
            }
        };
    }

    private ArchRule noJenkins() {
        return noClasses()
                .that()
                .resideInAnyPackage(engine, cli)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..hudson..", "jenkins..", "..kohsuke..")
                .because("the engine and the command run where there is no Jenkins");
    }

    private ArchRule jna() {
        return noClasses()
                .that(resideInAPackage(root + "..")
                        .and(outside(root + ".engine.os.linux.."))
                        .and(outside(root + ".engine.os.posix.."))
                        .and(outside(root + ".engine.os.windows..")))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .because("where JNA can't be loaded, three packages have to do without it, not all");
    }

    private ArchRule filesOfProc() {
        String files = root + ".engine.os.linux.proc..";
        return classes()
                .that()
                .resideInAPackage(files)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAPackage(root + ".engine.os.linux..")
                .andShould(notDependOn("com.sun.jna"))
                .because(
                        "how a file below /proc is written is the business of engine.os.linux alone, with JNA or without");
    }

    private ArchRule callables() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(outside(root + ".agent..")))
                .should(beCallables())
                .because("the classes that run on an agent are loaded ahead, from the packages agent and engine");
    }

    private ArchRule optionalPipeline() {
        return noClasses()
                .that(resideInAPackage(root + "..").and(alwaysLoadedExtensions()))
                .and()
                .doNotHaveSimpleName("DurableTaskTimeout")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OPTIONAL_PIPELINE)
                .because(
                        "an extension that is not optional is loaded where no Pipeline plugin is installed; DurableTaskTimeout asks first whether it is");
    }

    /** @param home the one package of ours that may need the plugin's classes */
    private ArchRule optionalPlugin(String home, String itsClasses) {
        return noClasses()
                .that(resideInAPackage(root + "..").and(outside(root + home)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(itsClasses)
                .because("where that plugin is not installed, what needs its classes can't be loaded");
    }

    private ArchRule clock() {
        return noClasses()
                .that(outside(root + ".engine.os.linux..")
                        .and(outside(root + ".engine.os.portable.."))
                        .and(outside(root + ".engine.os.posix.."))
                        .and(outside(root + ".engine.os.windows..")))
                .and()
                .areNotAssignableTo(Clock.class)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .orShould()
                .callMethod(TimeUnit.class, "sleep", long.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDateTime.class, "now")
                .orShould()
                .callMethod(ZonedDateTime.class, "now")
                .because("time comes from Clock and waiting from ExitWaiter, so that tests run on virtual time");
    }

    private ArchRule stacks() {
        return noClasses()
                .should()
                .callMethod(Thread.class, "getAllStackTraces")
                .because("it halts every thread of an agent for a moment; LiveThreads lists them without their stacks");
    }

    private ArchRule logging() {
        return noClasses()
                .that()
                .resideInAPackage(engine)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .because("the engine's errors are values in its report: a logged one never reaches the build's log");
    }

    private ArchRule names() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Utils?|Helper|Manager)")
                .because("such a name says nothing about what the class promises");
    }

    private static ArchCondition<JavaClass> notDependOn(String packages) {
        return ArchConditions.not(ArchConditions.dependOnClassesThat(resideInAPackage(packages + "..")));
    }

    /** Whatever implements {@code hudson.remoting.Callable} or {@code hudson.FilePath.FileCallable}. */
    private static ArchCondition<JavaClass> beCallables() {
        return ArchConditions.be(DescribedPredicate.<JavaClass>describe(
                "sent to an agent",
                each -> each.getAllRawInterfaces().stream()
                        .anyMatch(type -> type.getName().endsWith("hudson.remoting.Callable")
                                || type.getName().endsWith("hudson.FilePath$FileCallable"))));
    }

    private static DescribedPredicate<JavaClass> alwaysLoadedExtensions() {
        return DescribedPredicate.describe(
                "extensions that are always loaded",
                each -> each.getAnnotations().stream()
                        .anyMatch(
                                annotation -> annotation.getRawType().getName().endsWith("hudson.Extension")
                                        && !annotation
                                                .get("optional")
                                                .filter(Boolean.TRUE::equals)
                                                .isPresent()));
    }

    private static DescribedPredicate<JavaClass> outside(String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }
}
