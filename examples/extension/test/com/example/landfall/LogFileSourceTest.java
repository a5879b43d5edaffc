package com.example.landfall;

import dev.landfall.replicator.contract.DeltaSourceContract;
import dev.landfall.replicator.extension.SourceRequest;
import dev.landfall.replicator.format.PartFormat;
import dev.landfall.replicator.extension.DeltaSource;
import dev.landfall.replicator.extension.PartSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

public final class LogFileSourceTest extends DeltaSourceContract {

    @Override
    protected DeltaSource open(PartSettings parts) {
        return new LogFileSource()
                .open(new SourceRequest(TARGET, Map.of("path", log().toString()), PartFormat.AVRO, parts));
    }

    @Override
    protected void change() throws IOException {
        Files.writeString(
                log(), "one\ntwo\nthree\n".repeat(40), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path log() {
        return folder.resolve("app.log");
    }
}
