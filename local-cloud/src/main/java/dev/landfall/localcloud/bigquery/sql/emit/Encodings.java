package dev.landfall.localcloud.bigquery.sql.emit;

import com.google.zetasql.ZetaSQLType.TypeKind;
import java.util.Map;

/** Hashes and encodings of bytes. Java functions see bytes as hexadecimal text. */
final class Encodings {
    private Encodings() {}

    static void addTo(Map<String, FunctionRule> rules) {
        rules.put("to_hex", call -> "lower(hex(" + call.argument(0) + "))");
        rules.put("from_hex", call -> "unhex(bq_from_hex(" + call.argument(0) + "))");
        rules.put("to_base64", FunctionRule.to("to_base64"));
        rules.put("from_base64", call -> "unhex(bq_from_base64(" + call.argument(0) + "))");
        rules.put("sha256", call -> "unhex(sha256(" + blob(call) + "))");
        rules.put("md5", call -> "unhex(md5(" + blob(call) + "))");
        rules.put("sha1", call -> "unhex(sha1(" + blob(call) + "))");
        rules.put("sha512", call -> "unhex(bq_sha512(hex(" + blob(call) + ")))");
        rules.put("farm_fingerprint", call -> "bq_farm_fingerprint(hex(" + blob(call) + "))");
        rules.put("safe_convert_bytes_to_string", call -> "bq_lossy_text(hex(" + call.argument(0) + "))");
    }

    private static String blob(FunctionCall call) {
        return call.kind(0) == TypeKind.TYPE_BYTES ? call.argument(0) : "encode(" + call.argument(0) + ")";
    }
}
