package com.example.landfall;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.landfall.replicator.contract.RowFormatContract;
import dev.landfall.replicator.format.RowFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

public final class JsonLinesTest extends RowFormatContract {

    @Override
    protected RowFormat format() {
        return new JsonLines();
    }

    @Override
    protected List<Object[]> read(Path part) throws IOException {
        List<Object[]> rows = new ArrayList<>();
        for (String line : Files.readAllLines(part)) {
            JsonObject row = JsonParser.parseString(line).getAsJsonObject();
            rows.add(SCHEMA.columns().stream()
                    .map(column -> row.get(column.name()))
                    .map(value -> value == null ? null : ((JsonElement) value).getAsString())
                    .toArray());
        }
        return rows;
    }
}
