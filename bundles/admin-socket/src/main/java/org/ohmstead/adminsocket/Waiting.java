package org.ohmstead.adminsocket;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Which parts of the server wait for a service that nobody offers: the roots, not those who wait for them. */
@Component(service = Waiting.class)
public final class Waiting {

    private final ServiceComponentRuntime components;

    /** Looks at every component of the server. */
    @Activate
    public Waiting(@Reference ServiceComponentRuntime components) {
        this.components = components;
    }

    /** A sentence for each service that is missing, with who needs it; empty when everything runs. */
    List<String> sentences() {
        return waits().map(wait -> wait.bundle().symbolicName + " " + wait.words())
                .sorted()
                .distinct()
                .toList();
    }

    /** The same for each bundle by its number, without its name. */
    Map<Long, List<String>> byBundle() {
        return waits().collect(Collectors.groupingBy(
                wait -> wait.bundle().id, Collectors.mapping(Wait::words, Collectors.toList())));
    }

    private record Wait(BundleDTO bundle, String service) {
        String words() {
            return "waits for " + service + ", which no bundle here offers";
        }
    }

    private Stream<Wait> waits() {
        List<ComponentDescriptionDTO> all = List.copyOf(components.getComponentDescriptionDTOs());
        Set<String> offeredByComponents = all.stream()
                .flatMap(component -> Stream.of(component.serviceInterfaces))
                .collect(Collectors.toSet());
        return all.stream()
                .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE)
                .flatMap(configuration -> Stream.of(configuration.unsatisfiedReferences)
                        .map(reference -> service(configuration.description, reference))
                        .filter(service -> !offeredByComponents.contains(service))
                        .map(service -> new Wait(configuration.description.bundle, service)));
    }

    private static String service(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO unsatisfied) {
        return Stream.of(component.references)
                .filter(reference -> reference.name.equals(unsatisfied.name))
                .map(reference -> reference.interfaceName)
                .findAny()
                .orElse(unsatisfied.name);
    }
}
