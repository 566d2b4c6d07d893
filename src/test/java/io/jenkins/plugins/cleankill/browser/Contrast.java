package io.jenkins.plugins.cleankill.browser;

/** How much what is on a page stands out from what is behind it: the contrast ratio of WCAG 2, from 1 to 21. */
final class Contrast {

    /** What text must have, level AA. */
    static final double TEXT = 4.5;

    /** What parts of a picture must have. */
    static final double PICTURE = 3;

    /** Colours are mixed as the browser does it, so that translucent ones and all ways to write them are right. */
    private static final String LOWEST = """
            (() => {
              const mixed = layers => {
                const brush = new OffscreenCanvas(1, 1).getContext('2d');
                for (const colour of layers) {
                  brush.fillStyle = colour;
                  brush.fillRect(0, 0, 1, 1);
                }
                return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
              };
              const luminance = rgb => rgb
                  .map(value => value / 255)
                  .map(value => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                  .reduce((sum, value, at) => sum + value * [0.2126, 0.7152, 0.0722][at], 0);
              const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
              const style = (element, property) => getComputedStyle(element)[property];
              const behind = [%s].map(([selector, property]) => style(document.querySelector(selector), property));
              const ratios = [...document.querySelectorAll('%s')]
                  .map(element => style(element, '%s'))
                  .filter(colour => !colour.startsWith('url'))
                  .map(colour => ratio(luminance(mixed([...behind, colour])), luminance(mixed(behind))));
              return Math.min(...ratios);
            })()""";

    private final Browser browser;

    Contrast(Browser browser) {
        this.browser = browser;
    }

    /**
     * The lowest one of all such elements.
     *
     * @param property what their colour is: {@code color}, {@code fill}
     * @param behind from below, as JavaScript: {@code ['body', 'backgroundColor'], ['.paper', 'fill']}
     */
    double lowest(String selector, String property, String behind) {
        Object lowest = browser.evaluate(LOWEST.formatted(behind, selector, property));
        return ((Number) lowest).doubleValue(); // none at all is no number, and fails here
    }
}
