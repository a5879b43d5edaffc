package dev.landfall.endtoend.demo;

import dev.landfall.endtoend.laptop.HiveProcess;
import dev.landfall.endtoend.tpch.RowChanges;
import dev.landfall.endtoend.tpch.TpchSource;
import dev.landfall.endtoend.tpch.TpchTable;
import java.net.URI;
import java.sql.Connection;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Changes all tables in Hive by SQL, one after the other, at least once, until it is told to stop; over a connection of its own. */
final class Writers implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Future<Integer> rounds;
    private volatile boolean stopped;

    private Writers(HiveProcess hive, Phases phases, int before) {
        this.rounds = thread.submit(() -> write(hive, phases, before));
    }

    /** @param before rounds of changes that were made already: a round adds rows of its own */
    static Writers start(HiveProcess hive, Phases phases, int before) {
        return new Writers(hive, phases, before);
    }

    private int write(HiveProcess hive, Phases phases, int before) throws Exception {
        int round = before;
        try (Connection connection = hive.connect();
                TpchSource source = TpchSource.connect(connection, URI.create(hive.hdfsUri()))) {
            do {
                round++;
                for (TpchTable table : TpchTable.values()) {
                    RowChanges changes =
                            source.changeRows(table, round, Clock.systemUTC().instant());
                    phases.line("  writers: " + table.tableName() + ": " + changes.updated() + " rows updated, "
                            + changes.inserted() + " added");
                }
            } while (!stopped);
        }
        return round;
    }

    /** Lets the round under way end; returns how many there were, with those before. */
    int stop() throws InterruptedException {
        stopped = true;
        try {
            return rounds.get();
        } catch (ExecutionException e) {
            throw new DemoException("The writers failed: " + e.getCause());
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.shutdownNow();
    }
}
