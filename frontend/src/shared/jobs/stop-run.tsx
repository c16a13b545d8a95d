import { IconPlayerStop } from "@tabler/icons-react";
import { useState } from "react";
import { Button } from "@/shared/ui/buttons";
import { ConfirmDelete } from "@/shared/ui/confirm-delete";
import { Text } from "@/shared/ui/layout";
import { toast } from "@/shared/ui/toasts";

interface Props {
  words: { button: string; title: string; text: string; action: string; done: string };
  /** Asks the server, and says when it has agreed. */
  onConfirm: (onSuccess: () => void) => void;
  request: { isPending: boolean; error: Error | null; reset: () => void };
}

/** Ends a run that is under way, once it was asked whether it should. */
export function StopRun({ words, onConfirm, request }: Props) {
  const [isAsked, setIsAsked] = useState(false);
  const close = () => {
    request.reset();
    setIsAsked(false);
  };
  const confirm = () =>
    onConfirm(() => {
      toast.success(words.done);
      close();
    });
  return (
    <>
      <Button icon={<IconPlayerStop size={16} />} onClick={() => setIsAsked(true)}>
        {words.button}
      </Button>
      <ConfirmDelete
        isOpen={isAsked}
        onClose={close}
        onConfirm={confirm}
        title={words.title}
        action={words.action}
        isPending={request.isPending}
        error={request.error}
      >
        <Text>{words.text}</Text>
      </ConfirmDelete>
    </>
  );
}
