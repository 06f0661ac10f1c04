package org.ohmstead.rest;

import java.util.List;
import java.util.Optional;
import org.ohmstead.rest.resource.FieldError;

/**
 * Why a request was not done (RFC 9457).
 *
 * @param detail a sentence for people
 * @param errors what is wrong with which field or line
 */
record ProblemView(String type, String title, int status, Optional<String> detail, Optional<List<FieldError>> errors) {}
