package dev.landfall.localcloud.bigquery.query;

import dev.landfall.localcloud.bigquery.engine.Session;
import dev.landfall.localcloud.bigquery.sql.TranslatedStatement.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives variables their values. */
final class VariableAssignment {
    private VariableAssignment() {}

    static void run(Assignment assignment, Session session) {
        List<@Nullable String> values =
                new ArrayList<>(Collections.nCopies(assignment.names().size(), null));
        assignment
                .duckSql()
                .ifPresent(sql -> session.query(sql, row -> {
                    boolean present = row.next();
                    for (int i = 0; present && i < values.size(); i++) {
                        values.set(i, row.getString(i + 1));
                    }
                    return present;
                }));
        for (int i = 0; i < values.size(); i++) {
            assignment.variables().assign(assignment.names().get(i), values.get(i));
        }
    }

    /** Only what no table decides. */
    static void runDry(Assignment assignment, Session session) {
        if (assignment.referencedTables().isEmpty()) {
            run(assignment, session);
        } else {
            assignment.names().forEach(assignment.variables()::forget);
        }
    }
}
