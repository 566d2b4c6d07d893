/** The plugin's pages in a real browser: Chromium without a window, driven by chromedriver. */
package io.jenkins.plugins.cleankill.browser;
