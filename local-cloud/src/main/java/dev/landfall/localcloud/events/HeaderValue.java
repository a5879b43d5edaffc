package dev.landfall.localcloud.events;

import java.nio.charset.StandardCharsets;

/**
 * The percent-encoding of attribute values in HTTP headers: space, quotation mark, percent sign and everything outside
 * of printable ASCII.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#3132-http-header-values">
 *     HTTP protocol binding, 3.1.3.2</a>
 */
final class HeaderValue {
    private HeaderValue() {}

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length());
        for (byte unit : value.getBytes(StandardCharsets.UTF_8)) {
            boolean printable = unit > ' ' && unit <= '~';
            if (printable && unit != '"' && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append(String.format("%%%02X", unit));
            }
        }
        return encoded.toString();
    }
}
