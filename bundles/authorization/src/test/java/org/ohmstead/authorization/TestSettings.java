package org.ohmstead.authorization;

import java.lang.annotation.Annotation;

/** Settings as an operator may write them. */
record TestSettings(String whenUnreachable, boolean acceptUnknown) implements AuthorizationService.Settings {

    static final TestSettings SHIPPED = new TestSettings("deny", false);

    @Override
    public Class<? extends Annotation> annotationType() {
        return AuthorizationService.Settings.class;
    }
}
