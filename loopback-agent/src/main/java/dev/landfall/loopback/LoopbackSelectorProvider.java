package dev.landfall.loopback;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * The JDK's channels, except that server sockets bind the loopback interface, whatever address they are told. Chosen by
 * the system property {@code java.nio.channels.spi.SelectorProvider}; {@link LoopbackAgent} sets it. Costs no start-up
 * time, so that measurements can use it without the agent: on the boot class path, with {@code --add-exports
 * java.base/sun.nio.ch=ALL-UNNAMED}.
 */
public final class LoopbackSelectorProvider extends SelectorProvider {
    private final SelectorProvider jdk = ofJdk();

    @Override
    public ServerSocketChannel openServerSocketChannel() throws IOException {
        return new LoopbackServerSocketChannel(this, jdk.openServerSocketChannel());
    }

    @Override
    public DatagramChannel openDatagramChannel() throws IOException {
        return jdk.openDatagramChannel();
    }

    @Override
    public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
        return jdk.openDatagramChannel(family);
    }

    @Override
    public Pipe openPipe() throws IOException {
        return jdk.openPipe();
    }

    @Override
    public AbstractSelector openSelector() throws IOException {
        return jdk.openSelector();
    }

    @Override
    public SocketChannel openSocketChannel() throws IOException {
        return jdk.openSocketChannel();
    }

    /** By reflection, since the public accessor answers with this very class, and the compiler knows no other. */
    private static SelectorProvider ofJdk() {
        try {
            return (SelectorProvider) Class.forName("sun.nio.ch.DefaultSelectorProvider")
                    .getMethod("get")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JDK hides its SelectorProvider; Landfall runs on 17 to 22", e);
        }
    }
}
