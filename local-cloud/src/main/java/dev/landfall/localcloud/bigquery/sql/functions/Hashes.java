package dev.landfall.localcloud.bigquery.sql.functions;

import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.INT64;
import static dev.landfall.localcloud.bigquery.sql.functions.Registry.Kind.TEXT;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;

/** Hashes and decodings; bytes are hexadecimal text on both sides. */
final class Hashes {
    private static final HexFormat HEX = HexFormat.of();

    private Hashes() {}

    static void addTo(Registry registry) throws SQLException {
        registry.add("bq_farm_fingerprint", INT64, a -> fingerprint((String) a[0]), TEXT);
        registry.add(
                "bq_sha512", TEXT, a -> Hashing.sha512().hashBytes(bytes(a)).toString(), TEXT);
        registry.add("bq_from_hex", TEXT, a -> fromHex((String) a[0]), TEXT);
        registry.add("bq_from_base64", TEXT, a -> fromBase64((String) a[0]), TEXT);
        // Each invalid byte becomes a replacement character.
        registry.add("bq_lossy_text", TEXT, a -> new String(bytes(a), StandardCharsets.UTF_8), TEXT);
    }

    private static byte[] bytes(Object[] arguments) {
        return HEX.parseHex((String) arguments[0]);
    }

    private static Long fingerprint(String hex) {
        return Hashing.farmHashFingerprint64().hashBytes(HEX.parseHex(hex)).asLong();
    }

    private static String fromHex(String text) {
        try {
            return HEX.formatHex(HEX.parseHex(text.length() % 2 == 0 ? text : "0" + text));
        } catch (IllegalArgumentException invalid) {
            throw Failures.because("Failed to decode invalid hexadecimal string due to character: " + text);
        }
    }

    private static String fromBase64(String text) {
        try {
            return HEX.formatHex(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException invalid) {
            throw Failures.because("Failed to decode invalid base64 string");
        }
    }
}
