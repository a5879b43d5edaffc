package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentMask;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.StructuredQuery;
import com.google.firestore.v1.Value;
import java.util.List;
import java.util.function.UnaryOperator;

/** Leaves out the fields that a reader did not ask for. */
final class Projection {
    static final UnaryOperator<Document> EVERYTHING = document -> document;

    private Projection() {}

    /** By a mask, where an empty mask asks for no field at all. */
    static UnaryOperator<Document> of(boolean masked, DocumentMask mask) {
        return masked
                ? only(mask.getFieldPathsList().stream().map(FieldPath::parse).toList())
                : EVERYTHING;
    }

    /** By a query's select, where an empty one asks for everything. */
    static UnaryOperator<Document> of(StructuredQuery query) {
        List<FieldPath> fields = query.getSelect().getFieldsList().stream()
                .map(field -> FieldPath.parse(field.getFieldPath()))
                .toList();
        return fields.isEmpty() ? EVERYTHING : only(fields);
    }

    private static UnaryOperator<Document> only(List<FieldPath> fields) {
        return document -> {
            MapValue kept = MapValue.getDefaultInstance();
            for (FieldPath field : fields) {
                Value value = field.read(document.getFieldsMap());
                kept = value == null ? kept : field.write(kept, value);
            }
            return document.toBuilder()
                    .clearFields()
                    .putAllFields(kept.getFieldsMap())
                    .build();
        };
    }
}
