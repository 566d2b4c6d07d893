package io.jenkins.plugins.cleankill.architecture.broken.hudson;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Stands for Jenkins' own, which is not there in the standalone build. */
@Retention(RetentionPolicy.RUNTIME)
public @interface Extension {
    boolean optional() default false;
}
