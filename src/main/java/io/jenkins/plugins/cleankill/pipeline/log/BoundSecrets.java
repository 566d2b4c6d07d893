package io.jenkins.plugins.cleankill.pipeline.log;

import hudson.EnvVars;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.util.Secret;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The secrets that were bound for any step of a block, or are parameters of its build. A step's own log masks the
 * step's secrets only; our lines and reports may name a process of another one. After a restart they are known again:
 * they are kept encrypted.
 */
public final class BoundSecrets implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final String MASK = "****";

    /** The kernel cuts the name of a process to so many bytes: TASK_COMM_LEN of proc(5), less its end. */
    private static final int LONGEST_NAME = 15;

    private final Set<String> encrypted = ConcurrentHashMap.newKeySet();
    private transient Map<String, String> decrypted = new ConcurrentHashMap<>();

    /** Notes the values of these variables; says whether any was new. */
    public boolean add(Collection<String> variables, EnvVars values) {
        boolean anyNew = false;
        for (String variable : variables) {
            String value = values.get(variable);
            if (value != null && !value.isBlank() && !decrypted.containsValue(value)) {
                String kept = Secret.fromString(value).getEncryptedValue();
                decrypted.put(kept, value);
                anyNew |= encrypted.add(kept);
            }
        }
        return anyNew;
    }

    /** Notes the build's parameters that Jenkins keeps secret, passwords for instance: no step binds these. */
    public void addParameters(Run<?, ?> run) {
        EnvVars values = new EnvVars();
        run.getActions(ParametersAction.class).stream()
                .flatMap(action -> action.getParameters().stream())
                .filter(parameter -> parameter != null && parameter.isSensitive())
                .forEach(parameter -> parameter.buildEnvironment(run, values));
        add(values.keySet(), values);
    }

    /** The values, encrypted: to be kept outside of a Pipeline's own state. */
    public Set<String> encrypted() {
        return Set.copyOf(encrypted);
    }

    /** Restores the secrets that were kept, without those that this controller can't decrypt. */
    public void restore(Collection<String> kept) {
        kept.forEach(this::restore);
    }

    private void restore(String kept) {
        Secret secret = Secret.decrypt(kept);
        if (secret != null) {
            encrypted.add(kept);
            decrypted.put(kept, secret.getPlainText());
        }
    }

    /** The text without any of the secrets, or the beginning of one that may be a process' name. */
    public String mask(String text) {
        String masked = text;
        for (String secret : texts()) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The texts that must not be told, the longest first. */
    List<String> texts() {
        return decrypted.values().stream()
                .flatMap(secret -> Stream.of(secret, name(secret)))
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** The name of a process whose program's file has that name: the kernel cuts it. */
    private static String name(String secret) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= LONGEST_NAME ? secret : new String(bytes, 0, LONGEST_NAME, StandardCharsets.UTF_8);
    }

    private Object readResolve() {
        decrypted = new ConcurrentHashMap<>();
        Set.copyOf(encrypted).forEach(this::restore);
        return this;
    }
}
