package dev.landfall.localcloud.firestore;

import com.google.firestore.v1.Document;
import com.google.firestore.v1.DocumentTransform.FieldTransform;
import com.google.firestore.v1.MapValue;
import com.google.firestore.v1.Precondition;
import com.google.firestore.v1.Value;
import com.google.firestore.v1.Write;
import com.google.firestore.v1.WriteResult;
import com.google.protobuf.Timestamp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out single writes on a draft: precondition, fields by mask, transforms, limits. */
final class Writes {
    private Writes() {}

    static WriteResult apply(Write write, Draft draft) {
        ResourcePath name = ResourcePath.parseDocument(targetName(write));
        DocumentLimits.check(name);
        Document current = draft.current(name);
        check(write.getCurrentDocument(), name, current);
        if (write.hasDelete()) {
            if (current != null) {
                draft.delete(name);
            }
            return WriteResult.getDefaultInstance();
        }
        WriteResult.Builder result = WriteResult.newBuilder();
        MapValue fields = updated(write, current);
        for (FieldTransform transform : transforms(write)) {
            FieldPath path = FieldPath.parse(transform.getFieldPath());
            Transforms.Outcome outcome =
                    Transforms.apply(transform, path.read(fields.getFieldsMap()), draft.commitMicros());
            fields = path.write(fields, outcome.stored());
            result.addTransformResults(outcome.result());
        }
        return result.setUpdateTime(store(name, current, fields, draft)).build();
    }

    /** The name of the document that a write is about, as sent. */
    static String targetName(Write write) {
        return switch (write.getOperationCase()) {
            case UPDATE -> write.getUpdate().getName();
            case DELETE -> write.getDelete();
            case TRANSFORM -> write.getTransform().getDocument();
            case OPERATION_NOT_SET -> throw Refusal.invalid("A write must update, delete or transform.");
        };
    }

    /** A write that changes nothing keeps the update time, and nobody who read the document notices it. */
    private static Timestamp store(ResourcePath name, @Nullable Document current, MapValue fields, Draft draft) {
        if (current != null && current.getFieldsMap().equals(fields.getFieldsMap())) {
            return current.getUpdateTime();
        }
        Timestamp now = Micros.timestamp(draft.commitMicros());
        Document document = Document.newBuilder()
                .setName(name.toString())
                .putAllFields(fields.getFieldsMap())
                .setCreateTime(current == null ? now : current.getCreateTime())
                .setUpdateTime(now)
                .build();
        DocumentLimits.check(name, document);
        draft.put(name, document);
        return now;
    }

    private static void check(Precondition condition, ResourcePath name, @Nullable Document current) {
        switch (condition.getConditionTypeCase()) {
            case EXISTS -> {
                if (condition.getExists() && current == null) {
                    throw Refusal.notFound("No document to update: " + name);
                }
                if (!condition.getExists() && current != null) {
                    throw Refusal.alreadyExists(name);
                }
            }
            case UPDATE_TIME -> {
                if (current == null || !current.getUpdateTime().equals(condition.getUpdateTime())) {
                    long stored = current == null ? 0 : Micros.of(current.getUpdateTime());
                    throw Refusal.failedPrecondition("the stored version (" + stored
                            + ") does not match the required base version (" + Micros.of(condition.getUpdateTime())
                            + ") of " + name);
                }
            }
            case CONDITIONTYPE_NOT_SET -> {}
        }
    }

    private static MapValue updated(Write write, @Nullable Document current) {
        MapValue.Builder before = MapValue.newBuilder();
        if (current != null) {
            before.putAllFields(current.getFieldsMap());
        }
        MapValue fields = before.build();
        if (!write.hasUpdate()) {
            return fields;
        }
        if (!write.hasUpdateMask()) {
            return MapValue.newBuilder()
                    .putAllFields(write.getUpdate().getFieldsMap())
                    .build();
        }
        for (String text : write.getUpdateMask().getFieldPathsList()) {
            FieldPath path = FieldPath.parse(text);
            Value replacement = path.read(write.getUpdate().getFieldsMap());
            fields = path.write(fields, replacement);
        }
        return fields;
    }

    private static List<FieldTransform> transforms(Write write) {
        return write.hasTransform() ? write.getTransform().getFieldTransformsList() : write.getUpdateTransformsList();
    }
}
