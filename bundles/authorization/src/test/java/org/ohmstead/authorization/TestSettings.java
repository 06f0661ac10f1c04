package org.ohmstead.authorization;

import java.lang.annotation.Annotation;

/** Settings as an operator may write them. */
record TestSettings(
        String whenUnreachable,
        boolean acceptUnknown,
        int maxConcurrent,
        String masterGroup,
        boolean mastersMayStart,
        String suffixSeparators)
        implements AuthorizationService.Settings {

    static final TestSettings SHIPPED = new TestSettings("deny", false);

    TestSettings(String whenUnreachable, boolean acceptUnknown) {
        this(whenUnreachable, acceptUnknown, 0, "", false, "");
    }

    static TestSettings atOnce(int most) {
        return new TestSettings("deny", false, most, "", false, "");
    }

    static TestSettings masters(String group, boolean mayStart) {
        return new TestSettings("deny", false, 0, group, mayStart, "");
    }

    static TestSettings suffixes(String separators) {
        return new TestSettings("deny", false, 0, "", false, separators);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return AuthorizationService.Settings.class;
    }
}
