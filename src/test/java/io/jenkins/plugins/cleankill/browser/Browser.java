package io.jenkins.plugins.cleankill.browser;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium, as Debian and others package it with its driver. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is one, with its driver. */
    static boolean isInstalled() {
        return chromium().isPresent() && chromedriver().isPresent();
    }

    static Browser open() {
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver().orElseThrow())
                .usingAnyFreePort()
                .build();
        return new Browser(new ChromeDriver(service, options(chromium().orElseThrow())));
    }

    private static Optional<File> chromium() {
        return inPath("chromium").or(() -> inPath("chromium-browser")).or(() -> inPath("google-chrome"));
    }

    private static Optional<File> chromedriver() {
        return inPath("chromedriver");
    }

    private static ChromeOptions options(File chromium) {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium);
        // Without a sandbox: that is how it runs as root in a container. It opens nothing but the Jenkins of the test.
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private static Optional<File> inPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> new File(folder, program))
                .filter(File::canExecute)
                .findFirst();
    }

    /** What a theme of the system asks for: {@code light} or {@code dark}. */
    Browser scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** A screen of that size; a narrow one is that of a phone, with no room taken by scroll bars. */
    Browser screen(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
        return this;
    }

    /** Opens the page and waits for that element. */
    WebElement go(String url, String selector) {
        driver.get(url);
        return await(selector);
    }

    /** Waits for that element. */
    WebElement await(String selector) {
        driver.manage().timeouts().implicitlyWait(PATIENCE);
        try {
            return driver.findElement(By.cssSelector(selector));
        } finally {
            driver.manage().timeouts().implicitlyWait(Duration.ZERO);
        }
    }

    /** Waits until that is not empty; {@code frames} is a counter of its own, 0 at first. */
    String awaitText(String expression) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        String look = "const tell = arguments[0]; let frames = 0; (function look() { const text = " + expression
                + "; text ? tell(text) : requestAnimationFrame(look); })()";
        return (String) driver.executeAsyncScript(look);
    }

    /** Chooses the option that begins so. */
    void choose(String selector, String beginning) {
        click(selector + " option", beginning);
    }

    /** Clicks the first such element whose text begins so, as soon as there is one. */
    void click(String selector, String beginning) {
        await(selector);
        driver.findElements(By.cssSelector(selector)).stream()
                .filter(element -> element.getDomProperty("textContent").strip().startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(selector + " with " + beginning))
                .click();
    }

    void type(String selector, String text) {
        await(selector).sendKeys(text);
    }

    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(element -> element.getDomProperty("textContent").strip())
                .toList();
    }

    /** A value of the page, by JavaScript. */
    Object evaluate(String expression) {
        return driver.executeScript("return " + expression);
    }

    /** The computed style of the first such element. */
    String style(String selector, String property) {
        return driver.findElement(By.cssSelector(selector)).getCssValue(property);
    }

    /** Presses a key, and returns what has the focus then. */
    WebElement press(CharSequence key) {
        driver.switchTo().activeElement().sendKeys(key);
        return driver.switchTo().activeElement();
    }

    /** What the browser complains of since it was last asked: errors, and what a content security policy forbade. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                // A document that is no page names no icon, and the browser guesses.
                .filter(message -> !message.contains("/favicon.ico "))
                // Docker Pipeline, which only the tests need, has a drop-down list outside of any entry.
                .filter(message -> !message.contains("Couldn't find the expected status element"))
                // Jenkins' own, of a form that it loads when it is chosen.
                .filter(message -> !message.contains("renderOnDemandCallback: selection is no longer valid"))
                // Declarative's generator has a button of the old kind.
                .filter(message -> !message.contains("Deprecated call to makeButton"))
                .toList();
    }

    /** Keeps what is to be seen, for a person. */
    void picture(String name) throws IOException {
        Path folder = Files.createDirectories(Path.of("target", "pictures"));
        Files.write(folder.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
