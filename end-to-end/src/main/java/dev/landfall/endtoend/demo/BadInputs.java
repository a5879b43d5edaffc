package dev.landfall.endtoend.demo;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.protobuf.ByteString;
import java.util.List;

/** Four objects that can never be loaded; each must end in the ledger with a reason, and harm nothing else. */
final class BadInputs {
    /** One object; {@code what} says in a person's words what is wrong with it. */
    record BadInput(String what, String objectName, ByteString content) {}

    private static final ByteString SOME_ROWS = ByteString.copyFromUtf8("{\"o_orderkey\":1}\n");

    private BadInputs() {}

    static List<BadInput> all() {
        return List.of(
                new BadInput("unknown table", "landing/tpch/ordres/rows.json", SOME_ROWS),
                new BadInput("corrupt Avro file", "landing/tpch/orders/corrupt.avro", corruptAvro()),
                new BadInput("empty file", "landing/tpch/orders/empty.avro", ByteString.EMPTY),
                new BadInput("backquote and quote in the name", "landing/tpch/or`de'rs/rows.json", SOME_ROWS));
    }

    static void drop(Storage storage, String bucket) {
        for (BadInput input : all()) {
            storage.create(
                    BlobInfo.newBuilder(bucket, input.objectName()).build(),
                    input.content().toByteArray());
        }
    }

    /** Begins as an Avro file does and then goes wrong. */
    private static ByteString corruptAvro() {
        byte[] content = new byte[2_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        byte[] magic = {'O', 'b', 'j', 1};
        System.arraycopy(magic, 0, content, 0, magic.length);
        return ByteString.copyFrom(content);
    }
}
