package dev.landfall.localcloud.http;

import java.util.Optional;
import java.util.function.Supplier;

/** Stands between a server's connections and its handlers. Thread-safe. */
@FunctionalInterface
public interface Interceptor {
    /** Lets everything pass. */
    Interceptor NONE = (request, handlers) -> handlers.get();

    /**
     * Answers a request, as a rule with what the handlers answer.
     *
     * @return empty to close the connection without an answer
     */
    Optional<Response> answer(Request request, Supplier<Optional<Response>> handlers);

    /** This one first, and that one between it and the handlers. */
    default Interceptor before(Interceptor next) {
        return (request, handlers) -> answer(request, () -> next.answer(request, handlers));
    }
}
