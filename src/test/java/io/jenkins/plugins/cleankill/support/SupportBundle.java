package io.jenkins.plugins.cleankill.support;

import com.cloudbees.jenkins.support.api.Component;
import com.cloudbees.jenkins.support.api.Container;
import com.cloudbees.jenkins.support.api.Content;
import hudson.ExtensionList;
import hudson.security.Permission;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the plugin puts into a support bundle of the running Jenkins. */
public final class SupportBundle {

    private SupportBundle() {}

    /** The permissions that a person needs for it. */
    public static Set<Permission> permissions() {
        return component().getRequiredPermissions();
    }

    public static String text() throws IOException {
        List<Content> contents = new ArrayList<>();
        component().addContents(new Container() {
            @Override
            public void add(Content content) {
                contents.add(content);
            }
        });
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        contents.get(0).writeTo(bundle);
        return bundle.toString(StandardCharsets.UTF_8);
    }

    private static Component component() {
        return ExtensionList.lookupSingleton(CleanKillComponent.class);
    }
}
