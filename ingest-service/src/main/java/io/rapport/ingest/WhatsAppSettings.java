package io.rapport.ingest;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/**
 * What WhatsApp and this installation share. Optional only so that a service that lacks one says
 * which variable is missing ({@code rapport.required}) instead of failing here.
 */
@ConfigMapping(prefix = "rapport.whatsapp")
public interface WhatsAppSettings {

  /** Secrets of the Meta apps whose webhooks arrive here; several while one is being replaced. */
  Optional<List<String>> appSecrets();

  /** What Meta must say in the registration handshake. */
  Optional<String> verifyToken();
}
