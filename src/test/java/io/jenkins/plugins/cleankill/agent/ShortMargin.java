package io.jenkins.plugins.cleankill.agent;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An agent has two seconds to answer in these tests, and not twenty. */
public final class ShortMargin implements BeforeAllCallback, AfterAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(AnswerLimit.MARGIN_SECONDS, "2");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        System.clearProperty(AnswerLimit.MARGIN_SECONDS);
    }
}
