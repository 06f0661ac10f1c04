package org.ohmstead.adminsocket;

import org.apache.felix.service.command.Converter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Lets one type a bundle's number or symbolic name where a shell command wants a bundle. */
@Component(property = Converter.CONVERTER_CLASSES + "=org.osgi.framework.Bundle")
public final class BundleByIdOrName implements Converter {

    private final BundleContext context;

    /** Looks bundles up through this context. */
    @Activate
    public BundleByIdOrName(BundleContext context) {
        this.context = context;
    }

    @Override
    public Object convert(Class<?> wanted, Object typed) {
        if (wanted != Bundle.class) {
            return null;
        }
        for (Bundle bundle : context.getBundles()) {
            if (typed.toString().equals(Long.toString(bundle.getBundleId()))
                    || typed.toString().equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        return null;
    }

    @Override
    public CharSequence format(Object target, int level, Converter escape) {
        return target instanceof Bundle bundle ? bundle.getSymbolicName() + " " + bundle.getVersion() : null;
    }
}
