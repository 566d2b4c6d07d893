package io.jenkins.plugins.cleankill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jenkins.plugins.cleankill.action.SettingsView;
import io.jenkins.plugins.cleankill.action.TerminationView;
import io.jenkins.plugins.cleankill.engine.report.Reports;
import io.jenkins.plugins.cleankill.engine.report.json.ReportJsonWriter;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;
import io.jenkins.plugins.cleankill.engine.settings.Settings;
import io.jenkins.plugins.cleankill.pipeline.CleanKillStep;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kohsuke.stapler.DataBoundSetter;

/** A setting is a property of {@link KillFields}, and stands in every other place that a setting has. */
class SettingsCompletenessTest {

    private static final Path CODE = Path.of("src/main/java/io/jenkins/plugins/cleankill");
    private static final Path TESTS = Path.of("src/test/java/io/jenkins/plugins/cleankill");
    private static final Path PAGES = Path.of("src/main/resources/io/jenkins/plugins/cleankill");
    private static final Path SCHEMA = PAGES.resolve("engine/report/json/report.schema.json");

    /** COMMAND can run a command of its own when it is aborted, another one can follow it, and it can ask docker itself. */
    private static final Set<String> NO_OPTION =
            Set.of("onAbort", "onAbortSeconds", "afterKill", "afterKillSeconds", "containers");

    /** Where a report tells a value and its source, if not in {@code settings} under the setting's own name. */
    private static final Map<String, InReport> ELSEWHERE = Map.of(
            "softKillSeconds", new InReport("settings.ladder", "settings.from.ladder"),
            "containers", new InReport("containers.policy", "containers.from"),
            "onAbort", new InReport("onAbort", "onAbort.from"),
            "onAbortSeconds", new InReport("onAbort.limit", "onAbort.from"),
            "afterKill", new InReport("afterKill", "afterKill.from"),
            "afterKillSeconds", new InReport("afterKill.limit", "afterKill.from"));

    /** One of these is a value of any setting that is a text. */
    private static final List<String> TEXTS = List.of("INT 7s", "main", "fail", "stop", "TTIN");

    static Stream<String> settings() {
        return Arrays.stream(KillFields.class.getMethods())
                .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .map(SettingsCompletenessTest::property)
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aCopyOfStoredFieldsHasIt(String setting) throws Exception {
        KillFields fields = new KillFields();
        Object value = set(fields, setting);

        assertThat(get(StoredFields.copy(fields), setting))
                .as("%s in StoredFields", setting)
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void thePipelineStepHasIt(String setting) throws Exception {
        assertThat(CleanKillStep.class.getMethods())
                .filteredOn(method -> method.isAnnotationPresent(DataBoundSetter.class))
                .extracting(SettingsCompletenessTest::property)
                .as("%s in CleanKillStep", setting)
                .contains(setting);
        CleanKillStep step = new CleanKillStep();
        Object value = set(step, setting);

        assertThat(get(step, setting)).as("%s in CleanKillStep", setting).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theCommandHasAnOptionForIt(String setting) throws Exception {
        String option = "--" + setting.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
        String options = Files.readString(CODE.resolve("cli/SettingsOptions.java"));

        assertThat(options.contains("\"" + option + "\""))
                .as("%s in SettingsOptions", setting)
                .isEqualTo(!NO_OPTION.contains(setting));
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aReportTellsItAndItsSource(String setting) {
        JsonElement json = JsonParser.parseString(new ReportJsonWriter(false).write(Reports.full()));

        assertThat(isIn(json, inReport(setting).value()))
                .as("%s in ReportJsonWriter", setting)
                .isTrue();
        assertThat(isIn(json, inReport(setting).source()))
                .as("source of %s in ReportJsonWriter", setting)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theSchemaOfReportsHasItAndItsSource(String setting) throws IOException {
        JsonElement schema = JsonParser.parseString(Files.readString(SCHEMA));

        assertThat(isIn(schema, inSchema(inReport(setting).value())))
                .as("%s in %s", setting, SCHEMA)
                .isTrue();
        assertThat(isIn(schema, inSchema(inReport(setting).source())))
                .as("source of %s in %s", setting, SCHEMA)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theDocumentOnReportsHasIt(String setting) throws IOException {
        assertThat(Path.of("docs/report.md"))
                .content()
                .as("%s in docs/report.md", setting)
                .contains("| `" + inReport(setting).value() + "` |");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theRemoteApiHasItAndItsSource(String setting) {
        assertThat(isExported(inReport(setting).value()))
                .as("%s in SettingsView or HookView", setting)
                .isTrue();
        assertThat(isExported(inReport(setting).source()))
                .as("source of %s in SettingsView or HookView", setting)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theReportsPageHasIt(String setting) throws IOException {
        String value = inReport(setting).value();

        assertThat(PAGES.resolve("action/TerminationView/settings.jelly"))
                .content()
                .as("%s in settings.jelly", setting)
                .containsPattern("\\b" + Pattern.quote(value) + "(?:Text)?\\b");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theFormHasItWithHelp(String setting) throws IOException {
        Path form = PAGES.resolve("config/KillFields");

        assertThat(form.resolve("config.jelly"))
                .content()
                .as("%s in config.jelly", setting)
                .contains("<f:entry field=\"" + setting + "\"");
        assertThat(form.resolve("help-" + setting + ".html"))
                .as("help of %s", setting)
                .exists();
    }

    /** The round trips of the global form and of configuration as code have it, and the tests of the others. */
    @ParameterizedTest
    @MethodSource("settings")
    void formsCodeAndGeneratorsAreTestedWithIt(String setting) throws Exception {
        if (!setting.equals("softKillSeconds")) { // is not set beside a ladder
            assertThat(get(EverySetting.fields(), setting))
                    .as("%s in EverySetting", setting)
                    .isNotNull();
            assertThat(Files.readString(TESTS.resolve("freestyle/CleanKillBuildWrapperTest.java")))
                    .as("%s in the test of Job DSL", setting)
                    .containsPattern("(?m)^ {16}" + setting + "\\(");
            assertThat(Files.readString(TESTS.resolve("pipeline/CleanKillStepTest.java")))
                    .as("%s in the test of the step's form and of the generators", setting)
                    .contains("step.set" + capitalized(setting) + "(");
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void theReadmeHasIt(String setting) throws IOException {
        assertThat(Path.of("README.md"))
                .content()
                .as("%s in README.md", setting)
                .contains("\n| `" + setting + "` |");
    }

    /** The other way round: a setting that has gone is left in none of them. */
    @Test
    void noOtherSettingIsInTheFormOrTheReadme() throws IOException {
        Set<String> settings = new TreeSet<>(settings().toList());
        String readme = Files.readString(Path.of("README.md"));
        int table = readme.indexOf("| setting | values |");

        assertThat(all("<f:entry field=\"(\\w+)\"", Files.readString(PAGES.resolve("config/KillFields/config.jelly"))))
                .isEqualTo(settings);
        assertThat(all("\\n\\| `(\\w+)` \\|", readme.substring(table, readme.indexOf("\n\n", table))))
                .isEqualTo(settings);
    }

    private static InReport inReport(String setting) {
        return ELSEWHERE.getOrDefault(setting, new InReport("settings." + setting, "settings.from." + setting));
    }

    private static String inSchema(String path) {
        return "properties." + path.replace(".", ".properties.");
    }

    private static boolean isIn(JsonElement json, String path) {
        JsonElement at = json;
        for (String field : path.split("\\.")) {
            if (!(at instanceof JsonObject object) || !object.has(field)) {
                return false;
            }
            at = object.get(field);
        }
        return true;
    }

    private static boolean isExported(String path) {
        Class<?> type = TerminationView.class;
        for (String field : path.split("\\.")) {
            if (type == Map.class) {
                return sources().containsKey(field);
            }
            String name = capitalized(field);
            Class<?> owner = type;
            List<Method> getters = Stream.of("get" + name, "is" + name)
                    .flatMap(getter -> Arrays.stream(owner.getMethods())
                            .filter(method -> method.getName().equals(getter)))
                    .toList();
            if (getters.isEmpty()) {
                return false;
            }
            type = getters.get(0).getReturnType();
        }
        return true;
    }

    private static Map<String, String> sources() {
        try {
            Constructor<SettingsView> view = SettingsView.class.getDeclaredConstructor(Settings.class);
            view.setAccessible(true);
            return view.newInstance(Settings.DEFAULT).getFrom();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("SettingsView is made in another way by now", e);
        }
    }

    private static Object set(Object fields, String setting) throws ReflectiveOperationException {
        Method setter = Arrays.stream(fields.getClass().getMethods())
                .filter(method -> method.getName().equals("set" + capitalized(setting)))
                .findFirst()
                .orElseThrow();
        for (Object value : values(setter.getParameterTypes()[0])) {
            try {
                setter.invoke(fields, value);
                return value;
            } catch (InvocationTargetException e) {
                // A text that is no value of this setting; the next one may be
                assertThat(e.getCause()).isInstanceOf(InvalidSettingException.class);
            }
        }
        throw new AssertionError("No value is known here that " + setting + " allows");
    }

    private static List<?> values(Class<?> type) {
        if (type == Integer.class) {
            return List.of(7);
        }
        if (type == Boolean.class) {
            return List.of(true);
        }
        return type == List.class ? List.of(List.of("adb")) : TEXTS;
    }

    private static Object get(Object fields, String setting) throws ReflectiveOperationException {
        return fields.getClass().getMethod("get" + capitalized(setting)).invoke(fields);
    }

    private static String property(Method setter) {
        String name = setter.getName().substring("set".length());
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    private static String capitalized(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private static Set<String> all(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .forEach(found::add);
        return found;
    }

    /** Where a report tells a setting, as a path of its fields. */
    private record InReport(String value, String source) {}
}
