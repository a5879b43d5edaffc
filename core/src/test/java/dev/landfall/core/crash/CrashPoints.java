package dev.landfall.core.crash;

/** Counts side effects, and ends the process it stands for after the n-th: every later call of it fails too. */
public final class CrashPoints implements SideEffects.Observer {
    private int left = Integer.MAX_VALUE;
    private boolean dead;

    /** The process dies right after this many more side effects. */
    public void dieAfter(int effects) {
        left = effects;
        dead = effects == 0;
    }

    /** A new process, which lives on. */
    public void restart() {
        left = Integer.MAX_VALUE;
        dead = false;
    }

    public boolean isDead() {
        return dead;
    }

    /** Called before everything that the process does. */
    public void check() {
        if (dead) {
            throw new SimulatedCrash();
        }
    }

    /** The port as the process sees it. */
    public <P> P on(Class<P> port, P real) {
        return SideEffects.watch(port, real, this);
    }

    @Override
    public void before(SideEffects.Call call) {
        check();
    }

    @Override
    public void after(SideEffects.Call call) {
        if (call.effect()) {
            effect();
        }
    }

    /** Called after each side effect. */
    public void effect() {
        left--;
        dead = left <= 0;
        check();
    }

    /** The process is gone; nobody can catch this in earnest. */
    public static final class SimulatedCrash extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
