package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.Value;
import org.jspecify.annotations.Nullable;

/** A document as of some time, its name parsed. */
record StoredDocument(ResourcePath name, Document document) {
    /** The value of a field, or of the name; null if the document lacks it. */
    @Nullable
    Value read(FieldPath field) {
        if (field.isName()) {
            return Value.newBuilder().setReferenceValue(document.getName()).build();
        }
        return field.read(document.getFieldsMap());
    }

    boolean has(FieldPath field) {
        return field.isName() || field.read(document.getFieldsMap()) != null;
    }
}
