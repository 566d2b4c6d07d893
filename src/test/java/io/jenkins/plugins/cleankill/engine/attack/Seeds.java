package io.jenkins.plugins.cleankill.engine.attack;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The real inputs of the target that is called like the test method. */
public abstract class Seeds implements ArgumentsProvider {

    private final List<FuzzTarget> targets;

    protected Seeds(List<FuzzTarget> targets) {
        this.targets = targets;
    }

    @Override
    public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        String name = context.getRequiredTestMethod().getName();
        FuzzTarget target = targets.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no target " + name));
        return target.corpus().stream().map(input -> Arguments.of((Object) input));
    }
}
