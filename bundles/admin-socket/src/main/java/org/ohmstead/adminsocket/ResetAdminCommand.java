package org.ohmstead.adminsocket;

import org.ohmstead.api.csms.People;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Gives the administrator a new password and shows it to whoever owns the home directory. */
@Component
public final class ResetAdminCommand implements Command {

    private final People people;

    /** Asks {@code people} for the new password. */
    @Activate
    public ResetAdminCommand(@Reference People people) {
        this.people = people;
    }

    @Override
    public String name() {
        return "reset-admin";
    }

    @Override
    public Conversation ask() {
        People.NewPassword fresh = people.resetAdministrator();
        return Conversation.saying("user: " + fresh.name() + "\npassword: " + fresh.password());
    }
}
