package io.jenkins.plugins.cleankill.engine.report.timeline;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the few elements of SVG that a timeline needs. The XML library escapes; texts must be free of controls. */
final class SvgWriter {

    private static final String NAMESPACE = "http://www.w3.org/2000/svg";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** Begins a picture of that size. Elements with the ids title and desc, after the prefix, are to tell it in words. */
    SvgWriter(int width, int height, String prefix) throws XMLStreamException {
        // The JDK's own: a class path may hold others that escape differently.
        xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        xml.setDefaultNamespace(NAMESPACE);
        xml.writeStartElement(NAMESPACE, "svg");
        xml.writeDefaultNamespace(NAMESPACE);
        attributes("width", width, "height", height, "viewBox", "0 0 " + width + " " + height, "role", "img");
        attributes("class", "clean-kill-timeline", "aria-labelledby", prefix + "title " + prefix + "desc");
        attributes("font-family", "system-ui, sans-serif", "font-size", 12);
    }

    /** Begins an element; the attributes are names and values by turns. */
    SvgWriter open(String element, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(NAMESPACE, element);
        attributes(attributes);
        return this;
    }

    SvgWriter close() throws XMLStreamException {
        xml.writeEndElement();
        return this;
    }

    /** An element without content. */
    void empty(String element, Object... attributes) throws XMLStreamException {
        xml.writeEmptyElement(NAMESPACE, element);
        attributes(attributes);
    }

    /** An element that holds just that text. */
    void leaf(String element, String content, Object... attributes) throws XMLStreamException {
        open(element, attributes);
        xml.writeCharacters(content);
        close();
    }

    /** A text at that place, in one of the two colours for texts; the attributes are those of its group. */
    void text(String content, double x, double y, boolean strong, Object... attributes) throws XMLStreamException {
        open("g", attributes);
        leaf(
                "text",
                content,
                "x",
                x,
                "y",
                y,
                "fill",
                strong ? TimelineColours.INK : TimelineColours.FAINT,
                "class",
                strong ? "clean-kill-ink" : "clean-kill-faint");
        close();
    }

    /** The text, or its beginning with an ellipsis; no surrogate pair is split. */
    static String shortened(String text, int limit) {
        int end = Math.min(text.length(), limit - 1);
        boolean splitsPair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
        return text.length() <= limit ? text : text.substring(0, splitsPair ? end - 1 : end) + "\u2026";
    }

    /** Ends the picture and returns it. */
    String finish() throws XMLStreamException {
        close();
        xml.writeEndDocument();
        xml.close();
        return text + "\n";
    }

    private void attributes(Object... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute((String) pairs[i], value(pairs[i + 1]));
        }
    }

    private static String value(Object value) {
        return value instanceof Double number ? String.format(Locale.ROOT, "%.1f", number) : value.toString();
    }
}
