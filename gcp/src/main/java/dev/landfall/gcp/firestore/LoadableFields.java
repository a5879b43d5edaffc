package dev.landfall.gcp.firestore;

import dev.landfall.core.landing.FileEncoding;
import dev.landfall.core.landing.Layout;
import dev.landfall.core.table.ColumnName;
import dev.landfall.core.table.FileFormat;
import java.util.Map;

/** Encoding and layout, which files and batches both have. */
final class LoadableFields {
    private LoadableFields() {}

    static void put(Map<String, Object> document, FileEncoding encoding, Layout layout) {
        document.put("format", encoding.format().word());
        document.put("compressed", encoding.compressed());
        document.put("root", layout.root());
        document.put("keys", layout.keys().stream().map(ColumnName::value).toList());
    }

    static FileEncoding encoding(Fields fields) {
        return new FileEncoding(FileFormat.ofWord(fields.text("format")), fields.flag("compressed"));
    }

    static Layout layout(Fields fields) {
        return new Layout(
                fields.text("root"),
                fields.texts("keys").stream().map(ColumnName::new).toList());
    }
}
