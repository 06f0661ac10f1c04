package org.ohmstead.rest.server.view;

import java.util.Optional;
import org.ohmstead.api.csms.People.Role;

/** @param validDays 1 to 3650; for ever where left out */
public record NewApiToken(String name, Role role, Optional<Integer> validDays) {}
