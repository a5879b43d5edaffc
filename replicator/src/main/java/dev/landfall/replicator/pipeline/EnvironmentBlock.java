package dev.landfall.replicator.pipeline;

import dev.landfall.core.setting.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Landing place, state and connections of the chosen environment; what it does not say stands at the top. */
final class EnvironmentBlock {
    private static final Set<String> KEYS = Set.of("landing", "state", "connections");
    private static final Set<String> STATE_KEYS = Set.of("url", "user", "password", "folder");

    private final Section top;
    private final @Nullable Section block;
    private final @Nullable String name;

    private EnvironmentBlock(Section top, @Nullable Section block, @Nullable String name) {
        this.top = top;
        this.block = block;
        this.name = name;
    }

    static EnvironmentBlock choose(Section top, @Nullable String name) {
        Optional<Section> all = top.optionalSection("environments", "environments", Set.of());
        if (all.isEmpty()) {
            if (name != null) {
                throw top.problem("environment '" + name + "' was asked for, but the file has no key 'environments'");
            }
            return new EnvironmentBlock(top, null, null);
        }
        if (name == null) {
            throw all.get()
                    .problem("the file has environments: choose one of "
                            + all.get().keys().stream().sorted().toList() + " with --environment or "
                            + Setting.ENVIRONMENT.variable());
        }
        if (!all.get().has(name)) {
            throw all.get()
                    .problem("there is no environment '" + name + "'"
                            + NearestWord.advice(name, all.get().keys()));
        }
        return new EnvironmentBlock(top, all.get().section(name, "environment '" + name + "'", KEYS), name);
    }

    @Nullable
    String name() {
        return name;
    }

    Landing landing() {
        return with("landing").required("landing").as(Landing::parse);
    }

    StateLocation state(Path folder, Secrets secrets) {
        Section section = with("state");
        if (!section.isMapping("state")) {
            return StateLocation.embedded(
                    folder.resolve(section.required("state").value()));
        }
        Section state = section.section("state", "state", STATE_KEYS);
        return new StateLocation(
                folder.resolve(state.required("folder").value()),
                state.required("url").as(EnvironmentBlock::stateUrl),
                state.optional("user").map(Text::value).orElse(null),
                state.optional("password").map(secrets::read).orElse(null));
    }

    private static String stateUrl(String text) {
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("'" + text + "' is not a PostgreSQL, jdbc:postgresql://host/database:"
                    + " a state that several replicators share is kept in no other database");
        }
        return Connections.jdbcUrl(text);
    }

    /** By name, the section that has it; an environment's connection replaces the one at the top as a whole. */
    Map<String, Section> connections() {
        Map<String, Section> found = new LinkedHashMap<>();
        for (Section place : block == null ? new Section[] {top} : new Section[] {top, block}) {
            place.optionalSection("connections", "connections", Set.of())
                    .ifPresent(all -> all.keys().forEach(key -> found.put(key, all)));
        }
        if (!top.has("connections") && found.isEmpty()) {
            throw top.problem("a pipeline needs the key 'connections'");
        }
        return found;
    }

    private Section with(String key) {
        return block != null && block.has(key) ? block : top;
    }
}
