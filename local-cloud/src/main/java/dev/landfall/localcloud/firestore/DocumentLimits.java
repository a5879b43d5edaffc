package dev.landfall.localcloud.firestore;

import com.google.common.base.Utf8;
import com.google.firestore.v1.ArrayValue;
import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import java.util.Map;

/**
 * The limits on names and documents, and how their sizes are counted. Source: "Quotas and limits" and "Storage size
 * calculations" in the Firestore documentation.
 */
final class DocumentLimits {
    private static final int MAX_ID_BYTES = 1500;
    private static final int MAX_NAME_BYTES = 6 * 1024;
    private static final int MAX_DOCUMENT_BYTES = 1 << 20;
    private static final int MAX_DEPTH = 20;
    /** The one reserved field name that clients write: it makes a map a vector. */
    private static final String VECTOR_MARKER = "__type__";

    private DocumentLimits() {}

    /** Checks a name about to be written. */
    static void check(ResourcePath name) {
        for (String id : name.segments()) {
            if (id.equals(".") || id.equals("..")) {
                throw Refusal.invalid("Resource id \"" + id + "\" is invalid because it is a dot segment.");
            }
            if (ResourcePath.isReserved(id)) {
                throw Refusal.invalid("Resource id \"" + id + "\" is invalid because it is reserved.");
            }
            if (Utf8.encodedLength(id) > MAX_ID_BYTES) {
                throw Refusal.invalid("Resource id is longer than " + MAX_ID_BYTES + " bytes: it begins with \""
                        + id.substring(0, 40) + "\".");
            }
        }
        if (Utf8.encodedLength(name.toString()) > MAX_NAME_BYTES) {
            throw Refusal.invalid("Document name is longer than " + MAX_NAME_BYTES + " bytes.");
        }
    }

    /** Checks a document about to be stored. */
    static void check(ResourcePath name, Document document) {
        long bytes = nameBytes(name) + 32 + fieldsBytes(document.getFieldsMap(), 1);
        if (bytes > MAX_DOCUMENT_BYTES) {
            throw Refusal.invalid("Document '" + name + "' cannot be written because its size (" + bytes
                    + " bytes) exceeds the maximum allowed size of " + MAX_DOCUMENT_BYTES + " bytes.");
        }
    }

    private static long nameBytes(ResourcePath name) {
        return 16
                + name.segments().stream().mapToLong(DocumentLimits::textBytes).sum();
    }

    private static long textBytes(String text) {
        return Utf8.encodedLength(text) + 1L;
    }

    private static long fieldsBytes(Map<String, Value> fields, int depth) {
        long bytes = 0;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (field.getKey().isEmpty()) {
                throw Refusal.invalid("A field name must not be empty.");
            }
            if (ResourcePath.isReserved(field.getKey()) && !field.getKey().equals(VECTOR_MARKER)) {
                throw Refusal.invalid("Property name \"" + field.getKey() + "\" is invalid because it is reserved.");
            }
            bytes += textBytes(field.getKey()) + valueBytes(field.getValue(), depth);
        }
        return bytes;
    }

    private static long valueBytes(Value value, int depth) {
        if (depth > MAX_DEPTH) {
            throw Refusal.invalid("Maps and arrays nest deeper than the maximum of " + MAX_DEPTH + " levels.");
        }
        return switch (ValueKind.of(value)) {
            case NULL, BOOLEAN -> 1;
            case NUMBER, TIMESTAMP -> 8;
            case GEO_POINT -> 16;
            case STRING -> textBytes(value.getStringValue());
            case BYTES -> value.getBytesValue().size();
            case REFERENCE -> nameBytes(ResourcePath.parseDocument(value.getReferenceValue()));
            case ARRAY -> arrayBytes(value.getArrayValue(), depth);
            case MAP, VECTOR -> 32 + fieldsBytes(value.getMapValue().getFieldsMap(), depth + 1);
        };
    }

    private static long arrayBytes(ArrayValue array, int depth) {
        long bytes = 32;
        for (Value element : array.getValuesList()) {
            if (element.hasArrayValue()) {
                throw Refusal.invalid("Cannot convert an array value in an array value.");
            }
            bytes += valueBytes(element, depth + 1);
        }
        return bytes;
    }
}
