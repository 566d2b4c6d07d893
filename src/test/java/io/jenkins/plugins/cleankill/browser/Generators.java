package io.jenkins.plugins.cleankill.browser;

/** The Snippet Generator and the Declarative Directive Generator, with the step's form in it. */
final class Generators {

    private static final String KINDS = "select.dropdownList";
    private static final String STEP = "withCleanKill";

    private final Browser browser;

    Generators(Browser browser) {
        this.browser = browser;
    }

    void open(String url) {
        browser.go(url, KINDS);
        if (url.endsWith("directive-generator/")) {
            browser.choose(KINDS, "options");
            browser.click(".hetero-list-add", "Add");
            browser.click(".jenkins-dropdown__item", STEP);
        } else {
            browser.choose(KINDS, STEP);
        }
        browser.await("[name='_.afterKillSeconds']");
        browser.await("input[name='_.leftovers'], select[name='_.leftovers'] option[value='fail']");
    }

    /** What it writes now. */
    String generated() {
        String text = "document.querySelector('#prototypeText, [id^=prototypeText_]')";
        browser.evaluate(text + ".value = ''");
        browser.click("#generatePipelineScript, [id^='prototypeButton']", "Generate");
        return browser.awaitText(text + ".value");
    }
}
