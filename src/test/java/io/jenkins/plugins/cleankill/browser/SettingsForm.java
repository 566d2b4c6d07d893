package io.jenkins.plugins.cleankill.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.config.KillFields;
import java.util.List;

/** The fields of the settings on whatever page shows them. */
final class SettingsForm {

    private static final List<String> FIELDS = List.of(
            "softKillSeconds",
            "ladder",
            "delivery",
            "leftovers",
            "keep",
            "dumpThreads",
            "dumpSignals",
            "containers",
            "onAbort",
            "onAbortSeconds",
            "afterKill",
            "afterKillSeconds");

    /** Those that a finger does not find: too narrow, or beyond the screen's edge; and labels that are cut. */
    private static final String MISFITS = """
            [%s].flatMap(field => {
              const input = document.querySelector(`[name='_.${field}']`);
              const label = input.closest('.jenkins-form-item').querySelector('.jenkins-form-label');
              const fits = element => {
                const place = element.getBoundingClientRect();
                return place.left >= 0 && place.right <= innerWidth && element.scrollWidth <= element.clientWidth + 1;
              };
              return [
                ...(fits(input) && input.clientWidth > innerWidth / 2 ? [] : [field]),
                ...(fits(label) && label.innerText ? [] : ['label of ' + field]),
              ];
            })""";

    private static final String WIDTH_WITHOUT_US = """
            (() => {
              for (const ours of document.querySelectorAll('[name^="_."], .clean-kill-timeouts')) {
                if (!ours.name || [%s].includes(ours.name.substring(2))) {
                  ours.closest('.jenkins-form-item').style.display = 'none';
                }
              }
              return document.documentElement.scrollWidth;
            })()""";

    private final Browser browser;

    SettingsForm(Browser browser) {
        this.browser = browser;
    }

    String value(String field) {
        return (String) browser.evaluate("document.querySelector(\"[name='_." + field + "']\").value");
    }

    String placeholder(String field) {
        return (String) browser.evaluate("document.querySelector(\"[name='_." + field + "']\").placeholder");
    }

    /** The choice that is made where nothing is. */
    String defaultChoice(String field) {
        return browser.texts("select[name='_." + field + "'] option:first-child")
                .get(0);
    }

    static void setDefaults() {
        KillFields defaults = new KillFields();
        defaults.setLadder("INT 30s, TERM 20s");
        defaults.setLeftovers("fail");
        defaults.setKeep(List.of("<img src=x>"));
        CleanKillConfiguration.get().setDefaults(defaults);
    }

    /** Those that {@link #setDefaults} has set. */
    void assertThatTheDefaultsAreShownAndNothingIsSet() {
        assertThat(FIELDS).allMatch(field -> value(field).isEmpty());
        assertThat(placeholder("softKillSeconds")).isEqualTo("(default: INT 30s, TERM 20s)");
        assertThat(placeholder("ladder")).isEqualTo("(default: INT 30s, TERM 20s)");
        assertThat(defaultChoice("leftovers")).isEqualTo("(default: fail)");
        assertThat(browser.texts(".jenkins-form-description"))
                .contains("(default: <img src=x>)")
                .anyMatch(text -> text.startsWith("Leave a field empty to take the controller's default"));
    }

    /** On the whole width of the screen, and not wider than the page is without the fields. */
    void assertThatItFits(String page) {
        String misfits = MISFITS.formatted(quoted());
        // A form that has just got another width takes some frames to fit it
        String settled = browser.awaitText("(" + misfits + ").length === 0 || frames++ > 300 ? 'settled' : ''");
        assertThat(settled).isEqualTo("settled");
        assertThat((List<?>) browser.evaluate(misfits)).as(page).isEmpty();
        Object width = browser.evaluate("document.documentElement.scrollWidth");
        assertThat(width).as(page).isEqualTo(browser.evaluate(WIDTH_WITHOUT_US.formatted(quoted())));
    }

    private static String quoted() {
        return "'" + String.join("', '", FIELDS) + "'";
    }
}
