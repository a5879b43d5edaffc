package dev.landfall.migration.initialload;

import dev.landfall.core.table.TableId;
import java.util.Optional;

/** The durable memory of initial loads. After {@link #save} returns, the state survives any crash. */
public interface LoadStates {

    Optional<LoadState> find(TableId target);

    void save(LoadState state);

    /** Forgets a load, so that it can begin anew. */
    void forget(TableId target);
}
