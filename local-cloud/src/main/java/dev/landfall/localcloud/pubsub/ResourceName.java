package dev.landfall.localcloud.pubsub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a topic or a subscription. */
record ResourceName(String project, Kind kind, String id) {
    enum Kind {
        TOPIC("topics"),
        SUBSCRIPTION("subscriptions");

        private final String segment;

        Kind(String segment) {
            this.segment = segment;
        }
    }

    private static final Pattern ID = Pattern.compile("[A-Za-z][-A-Za-z0-9_.~+%]{2,254}");
    private static final Pattern NAME = Pattern.compile("projects/([^/]+)/([^/]+)/([^/]+)");

    ResourceName {
        if (!ID.matcher(id).matches() || id.startsWith("goog")) {
            throw Refusal.invalid("Invalid resource id \"" + id
                    + "\": it must have 3 to 255 characters, letters, digits and - _ . ~ + %, begin with a letter and"
                    + " not with goog.");
        }
    }

    static ResourceName topic(String name) {
        return parse(Kind.TOPIC, name);
    }

    static ResourceName subscription(String name) {
        return parse(Kind.SUBSCRIPTION, name);
    }

    private static ResourceName parse(Kind kind, String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches() || !parts.group(2).equals(kind.segment)) {
            throw Refusal.invalid("Invalid resource name given (name=" + name + "): expected projects/{project}/"
                    + kind.segment + "/{id}.");
        }
        return new ResourceName(parts.group(1), kind, parts.group(3));
    }

    @Override
    public String toString() {
        return "projects/" + project + "/" + kind.segment + "/" + id;
    }
}
