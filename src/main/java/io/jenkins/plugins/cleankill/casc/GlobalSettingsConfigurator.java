package io.jenkins.plugins.cleankill.casc;

import hudson.Extension;
import io.jenkins.plugins.casc.BaseConfigurator;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.cleankill.config.CleanKillConfiguration;
import io.jenkins.plugins.cleankill.engine.settings.InvalidSettingException;

/**
 * Sets the global settings at once. Configuration as Code's own way sets one attribute after the other: where one is refused,
 * those before it would hold. Its check before that, which would set none, tries all of them here.
 */
@Extension(optional = true)
public final class GlobalSettingsConfigurator extends BaseConfigurator<CleanKillConfiguration> {

    @Override
    public Class<CleanKillConfiguration> getTarget() {
        return CleanKillConfiguration.class;
    }

    @Override
    protected CleanKillConfiguration instance(Mapping mapping, ConfigurationContext context) {
        return CleanKillConfiguration.get();
    }

    @Override
    public CleanKillConfiguration configure(CNode config, ConfigurationContext context) throws ConfiguratorException {
        CleanKillConfiguration configuration = CleanKillConfiguration.get();
        try {
            configuration.allOrNothing(() -> super.configure(config, context));
        } catch (InvalidSettingException e) {
            throw new ConfiguratorException(this, e.getMessage(), e);
        }
        return configuration;
    }

    @Override
    protected void configure(
            Mapping config, CleanKillConfiguration configuration, boolean dryRun, ConfigurationContext context)
            throws ConfiguratorException {
        if (!dryRun) {
            super.configure(config, configuration, false, context);
            return;
        }
        try {
            configuration.rehearse(() -> super.configure(config, configuration, false, context));
        } catch (InvalidSettingException e) {
            throw new ConfiguratorException(this, e.getMessage(), e);
        }
    }
}
