package dev.landfall.replicator.source.kerberos;

import dev.landfall.replicator.failure.ReplicationException;
import dev.landfall.replicator.pipeline.KerberosLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.apache.hadoop.security.UserGroupInformation;
import org.jspecify.annotations.Nullable;

/**
 * Kerberos tickets from a keytab. Each connection logs in when it is opened, so that none outlives its ticket; Hadoop's
 * client gets a new ticket by itself where one connection lasts longer. The realm and its servers are those of the JVM's
 * {@code krb5.conf}.
 */
public final class KeytabLogin {
    private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";

    private final KerberosLogin login;
    private final String connection;

    /** @param connection for messages */
    public KeytabLogin(KerberosLogin login, String connection) {
        this.login = login;
        this.connection = connection;
    }

    /** What is done as somebody. */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /**
     * Does something with a ticket that JDBC drivers find.
     *
     * @param failure what the action may throw
     * @throws ReplicationException if there is no ticket, with the reason in one line
     */
    public <T, E extends Exception> T run(Action<T, E> action, Class<E> failure) throws E {
        Subject subject = subject();
        try {
            return Subject.doAs(subject, (PrivilegedExceptionAction<T>) action::run);
        } catch (PrivilegedActionException e) {
            if (failure.isInstance(e.getCause())) {
                throw failure.cast(e.getCause());
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Subject subject() {
        requireKeytab();
        Subject subject = new Subject(false, Set.of(new KerberosPrincipal(login.principal())), Set.of(), Set.of());
        try {
            LoginContext context = new LoginContext("landfall", subject, null, new KeytabOnly(login));
            context.login();
            return context.getSubject();
        } catch (LoginException e) {
            throw refused(e);
        }
    }

    /** A user for Hadoop's client. */
    public UserGroupInformation hadoopUser(org.apache.hadoop.conf.Configuration configuration) {
        requireKeytab();
        configuration.set("hadoop.security.authentication", "kerberos");
        UserGroupInformation.setConfiguration(configuration);
        try {
            return UserGroupInformation.loginUserFromKeytabAndReturnUGI(
                    login.principal(), login.keytab().toString());
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private void requireKeytab() {
        if (!Files.isReadable(login.keytab())) {
            throw ReplicationException.configuration(
                    "Connection " + connection + ": there is no keytab " + login.keytab() + " that can be read");
        }
    }

    /** The innermost message says what is wrong; those around it repeat names. */
    private ReplicationException refused(Exception failure) {
        Throwable reason = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = cause.getMessage() == null ? reason : cause;
        }
        return ReplicationException.source(
                "Connection " + connection + ": Kerberos refuses " + login.principal() + " with keytab "
                        + login.keytab() + ": "
                        + String.valueOf(reason.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("")
                        + ". 'klist -kt' shows whom the keytab is for, and of which key version",
                failure);
    }

    private static final class KeytabOnly extends Configuration {
        private final KerberosLogin login;

        KeytabOnly(KerberosLogin login) {
            this.login = login;
        }

        @Override
        public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
            return new AppConfigurationEntry[] {
                new AppConfigurationEntry(
                        MODULE,
                        LoginModuleControlFlag.REQUIRED,
                        Map.of(
                                "useKeyTab", "true",
                                "keyTab", login.keytab().toString(),
                                "principal", login.principal(),
                                "storeKey", "true",
                                "doNotPrompt", "true",
                                "refreshKrb5Config", "true"))
            };
        }
    }
}
