import { useQueryClient } from "@tanstack/react-query";
import { createFileRoute, useRouter } from "@tanstack/react-router";
import { ProfilePage } from "@/features/me/profile-page";

export const Route = createFileRoute("/_app/me/profile")({
  staticData: { crumb: (t) => t("me:tab.profile") },
  component: Profile,
});

function Profile() {
  const queryClient = useQueryClient();
  const router = useRouter();
  const leave = async () => {
    await router.navigate({ to: "/login" });
    queryClient.clear();
  };
  return <ProfilePage onSignedOut={leave} />;
}
